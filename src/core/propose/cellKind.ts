/** What a cell of a table looks like by itself. */
export const kindOfCell = (cell: string): 'number' | 'time' | 'word' => (isNumber(cell) ? 'number' : isTime(cell) ? 'time' : 'word');

export const isNumber = (word: string): boolean => word !== '' && Number.isFinite(Number(word));
export const isTime = (word: string): boolean => /^\d{4}[-/.]\d{1,2}([-/.]\d{1,2})?([T ].*)?$|^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}(\s.*)?$|^\d{1,2}:\d{2}(:\d{2})?/.test(word);
