import { commands, workspace } from 'vscode';
import type { Disposable, TextDocument, Uri } from 'vscode';
import type { FromPanel, ToPanel } from '../../protocol/panel.ts';
import { titleOf } from '../experiments.ts';
import { readExperimentDocument } from '../runs/startRun.ts';
import { settings } from '../settings.ts';
import type { PanelSubject } from './panel.ts';

/** The graph of an experiment that has no run yet, drawn anew as it is edited. */
export class GraphSubject implements PanelSubject {
  constructor(private readonly experiment: Uri) {}

  get title(): string {
    return titleOf(this.experiment);
  }

  show(post: (message: ToPanel) => void): Disposable {
    const draw = (document: TextDocument) => post(drawing(document));
    void workspace.openTextDocument(this.experiment).then(draw, (error: Error) => post({ type: 'gone', reason: error.message }));
    return workspace.onDidChangeTextDocument(({ document }) => {
      if (document.uri.toString() === this.experiment.toString()) draw(document);
    });
  }

  async handle(message: FromPanel): Promise<void> {
    if (message.type !== 'command') return;
    if (message.command === 'restart' || message.command === 'resume') await commands.executeCommand('unfold.run', this.experiment);
    if (message.command === 'openExperiment') await commands.executeCommand('vscode.open', this.experiment);
  }
}

/** An experiment with a problem in it keeps the last drawing. */
function drawing(document: TextDocument): ToPanel {
  const reading = readExperimentDocument(document);
  if (!reading.ok) return { type: 'update', problem: `The graph is not drawn anew: ${reading.problems[0]!.message}.` };
  const { refreshMilliseconds } = settings;
  return { type: 'reset', runId: '', source: document.uri.toString(), experiment: reading.experiment, settings: { refreshMilliseconds: refreshMilliseconds() } };
}
