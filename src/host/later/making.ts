import { workspace } from 'vscode';
import { isTaskText } from '../../protocol/cellChecks.ts';
import type { Making } from '../platform.ts';
import { Gallery } from './gallery.ts';
import { newExperiment, openGallery } from './galleryCommands.ts';
import { newExperimentFromData } from './newExperimentFromData.ts';
import { experimentFor, newCell } from './newCell.ts';
import { experimentForTask, newTask } from './newTask.ts';
import { openExample } from './openExample.ts';

/** What is written anew. */
export const making: Making = {
  newCell, newTask,
  experimentFor: async file => {
    const text = (await workspace.openTextDocument(file)).getText();
    return isTaskText(text) ? experimentForTask(file, text) : experimentFor(file);
  },
  newExperiment, newExperimentFromData,
  openExample: (gallery, aside) => openExample(new Gallery(gallery), aside),
  openGallery: gallery => openGallery(new Gallery(gallery)),
};
