// Prepares the gallery's data, none of which is committed.
import { prepareData } from './lib/gallery.mjs';
import { script, stage } from './lib/say.mjs';

await script(() => stage('preparing the gallery\'s data', prepareData));
