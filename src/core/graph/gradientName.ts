/** What a probe calls ∂L/∂n of a node n: `layers.0.dh` of `layers.0.h`, `output.d0` of `output.0`, `do` of `o`. */
export const gradientName = (node: string): string => node.replace(/[^.]+$/, 'd$&');
