// What the module exports: a new kernel is a file and a line here.
export { exponentials, hyperbolicTangents } from './elementwise';
export { addTo, squaredNorm } from './gradients';
export { gruBackward, gruForward } from './gru';
export { gruResetBeforeBackward, gruResetBeforeForward } from './gruResetBefore';
export { logisticLoss, softmaxCrossEntropy, squaredError } from './losses';
export { lstmBackward, lstmForward } from './lstm';
export { adam, rmsprop, sgd } from './optimisers';
export { pack, packTransposed } from './pack';
export { product, scratchOfTransposedProduct, transposedProduct } from './product';
export { clear, fillRows, gatherRows, scatterRows, sumRows } from './rows';
export { tanhBackward, tanhForward } from './tanh';
