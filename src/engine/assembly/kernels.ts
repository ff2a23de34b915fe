// What the module exports: a new kernel is a file and a line here.
export { cholesky, solveLower, solveLowerTransposed } from './cholesky';
export { exponentials, hyperbolicTangents } from './elementwise';
export { addGram, packColumns } from './gram';
export { readout } from './readout';
export { driveDense, driveSparse, inputDrive } from './reservoir';
