/** Of the lines of a chart, in pixels. A line of a thousand points that is wider than one takes a browser without a graphics card ten milliseconds or more, and this one a fraction of one. */
export const lineWidth = 1;
