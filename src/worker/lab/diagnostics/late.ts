/** Another drive came before it was told. */
export class Late extends Error {
  constructor() {
    super('Another network was fitted meanwhile: it is told of the next fit.');
  }
}
