/** Numbers between 0 and 1, the same from the same seed wherever they are drawn: Lehmer's generator with the multiplier of Park and Miller (1988). */
export function lehmer(seed) {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
