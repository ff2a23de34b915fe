// What the module exports: a new kernel is a file and a line here.
export { cholesky, solveLower, solveLowerTransposed } from './cholesky';
export * from './constants';
export { exponentials, hyperbolicTangents, sigmoids } from './elementwise';
export { addTo, squaredNorm } from './gradients';
export { addGram, packColumns } from './gram';
export { gruBackward, gruForward } from './gru';
export { gruResetBeforeBackward, gruResetBeforeForward } from './gruResetBefore';
export { leakyBackward, leakyForward } from './leaky';
export { binaryCrossEntropy, softmaxCrossEntropy, squaredError } from './losses';
export { lstmBackward, lstmForward, peepholeLstmBackward, peepholeLstmForward } from './lstm';
export { adam, rmsprop, sgd } from './optimisers';
export { pack, packTransposed } from './pack';
export { product, scratchOfTransposedProduct, transposedProduct } from './product';
export { readout } from './readout';
export { driveDense, driveSparse, inputDrive } from './reservoir';
export { addTurned, clear, fillRows, gatherRows, put, scatterRows, spreadRows, sumProducts, sumRows, turn } from './rows';
export { skipBackward, skipForward } from './skip';
export { tanhBackward, tanhForward } from './tanh';
