/** Points from which on a line may go up and down at every pixel. */
const many = 600;

/**
 * Of the lines of a chart, in pixels: a line of a thousand points that is wider than one takes a browser without a graphics card ten
 * milliseconds or more, and one of that width a fraction of one.
 */
export const lineWidth = (points: number): number => (points < many ? 1.5 : 1);
