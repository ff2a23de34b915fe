/** The columns that a series is forecast of. One from before there were several has one. */
export const forecastColumns = ({ column, targets = [] }: { readonly column: string; readonly targets?: readonly string[] }): string[] => [column, ...targets];
