/** @returns the value that a share `q` of the values is below */
export const quantile = (values, q) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))];

export const median = values => quantile(values, 0.5);

export const mean = values => values.reduce((sum, value) => sum + value, 0) / values.length;
