import { Uri, window } from 'vscode';
import type { LabState } from '../../protocol/lab.ts';
import { trainingCommands } from '../commands/trainingCommands.ts';
import type * as Later from '../later/later.ts';
import type { Lab, Reader, Training } from '../platform.ts';
import { RunControl } from '../runs/runControl.ts';
import { PanelLoan } from '../views/panelLoan.ts';
import { RunSubject } from '../views/runSubject.ts';
import type { Labs, Working } from '../working.ts';

interface WorkingParts {
  readonly training: Training;
  readonly reader: Reader;
  readonly startLab: () => Lab;
  /** The person's own folder. */
  readonly home: Uri;
  readonly later: () => typeof Later;
}

/** What there is where processes compute. */
export const working = ({ training, reader, startLab: start, home, later }: WorkingParts): Working => ({
  control: (store, memory) => new RunControl(store, training, memory),
  panels: (store, control) => ({
    subject: run => new RunSubject(run, { store, reader, control }, training),
    lend: parts => new PanelLoan({ ...parts, training }),
  }),
  lab(extensionUri, log): Labs {
    const parts = { start, extensionUri, home, log };
    const registered = window.registerWebviewPanelSerializer('unfold.lab', {
      deserializeWebviewPanel: async (panel, state?: Partial<LabState>) => void (state?.source === undefined ? panel.dispose() : later().showLab(panel, [Uri.parse(state.source), ...(state.more ?? []).map(each => Uri.parse(each))], parts)),
    });
    return { open: series => void later().openLab(series, parts), dispose: () => registered.dispose() };
  },
  commands: trainingCommands,
});
