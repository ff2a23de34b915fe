import type { Uri } from 'vscode';
import type { Making } from '../platform.ts';
import { Gallery } from './gallery.ts';
import { newExperiment, openGallery } from './galleryCommands.ts';
import { experimentFor, newCell } from './newCell.ts';

/** What is written anew. */
export const making: Making = {
  newCell, experimentFor,
  newExperiment: (gallery: Uri, lessons) => newExperiment(new Gallery(gallery), lessons),
  openGallery: (gallery: Uri) => openGallery(new Gallery(gallery)),
};
