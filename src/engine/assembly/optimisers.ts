import { F32, flush, VECTOR } from './lanes';

/*
 * One update of `count` parameters θ from their gradient g; `count` is a multiple of 4. The gradient is clipped as it is read:
 * by norm it is multiplied by `scale`, by value each element is cut to ±limit; otherwise scale is 1 and limit infinity. What the optimiser
 * remembers is flushed: it fades through subnormal numbers where a gradient stays 0.
 */

// @ts-ignore: decorator
@inline
function clipped(g: usize, scale: v128, limit: v128): v128 {
  return f32x4.pmax(f32x4.pmin(f32x4.mul(v128.load(g), scale), limit), f32x4.neg(limit));
}

/** v ← μ·v + g,  θ ← θ − learningRate·v */
export function sgd(theta: usize, g: usize, v: usize, count: i32, scale: f32, limit: f32, learningRate: f32, momentum: f32): void {
  const s = f32x4.splat(scale), l = f32x4.splat(limit), rate = f32x4.splat(learningRate), mu = f32x4.splat(momentum);
  for (const end = theta + <usize>count * F32; theta < end; theta += VECTOR, g += VECTOR, v += VECTOR) {
    const next = flush(f32x4.add(f32x4.mul(v128.load(v), mu), clipped(g, s, l)));
    v128.store(v, next);
    v128.store(theta, f32x4.sub(v128.load(theta), f32x4.mul(next, rate)));
  }
}

/** r ← ρ·r + (1 − ρ)·g²,  θ ← θ − learningRate·g / (√r + ε) */
export function rmsprop(
  theta: usize, g: usize, r: usize, count: i32, scale: f32, limit: f32, learningRate: f32, decay: f32, rest: f32, epsilon: f32,
): void {
  const s = f32x4.splat(scale), l = f32x4.splat(limit), rate = f32x4.splat(learningRate), e = f32x4.splat(epsilon);
  for (const end = theta + <usize>count * F32; theta < end; theta += VECTOR, g += VECTOR, r += VECTOR) {
    const gradient = clipped(g, s, l);
    const mean = flush(f32x4.add(f32x4.mul(v128.load(r), f32x4.splat(decay)), f32x4.mul(f32x4.mul(gradient, gradient), f32x4.splat(rest))));
    v128.store(r, mean);
    v128.store(theta, f32x4.sub(v128.load(theta), f32x4.div(f32x4.mul(gradient, rate), f32x4.add(f32x4.sqrt(mean), e))));
  }
}

/**
 * s ← β₁·s + (1 − β₁)·g,  r ← β₂·r + (1 − β₂)·g²,  θ ← θ − learningRate·ŝ / (√r̂ + ε)
 * @param rest1 1 − β₁ @param rest2 1 − β₂ @param unbias1 1 / (1 − β₁ᵗ), so that ŝ = s·unbias1 @param unbias2 1 / (1 − β₂ᵗ)
 */
export function adam(
  theta: usize, g: usize, s: usize, r: usize, count: i32, scale: f32, limit: f32, learningRate: f32,
  beta1: f32, rest1: f32, unbias1: f32, beta2: f32, rest2: f32, unbias2: f32, epsilon: f32,
): void {
  const by = f32x4.splat(scale), l = f32x4.splat(limit), rate = f32x4.splat(learningRate * unbias1), e = f32x4.splat(epsilon);
  for (const end = theta + <usize>count * F32; theta < end; theta += VECTOR, g += VECTOR, s += VECTOR, r += VECTOR) {
    const gradient = clipped(g, by, l);
    const mean = flush(f32x4.add(f32x4.mul(v128.load(s), f32x4.splat(beta1)), f32x4.mul(gradient, f32x4.splat(rest1))));
    const square = flush(f32x4.add(f32x4.mul(v128.load(r), f32x4.splat(beta2)), f32x4.mul(f32x4.mul(gradient, gradient), f32x4.splat(rest2))));
    v128.store(s, mean);
    v128.store(r, square);
    const root = f32x4.sqrt(f32x4.mul(square, f32x4.splat(unbias2)));
    v128.store(theta, f32x4.sub(v128.load(theta), f32x4.div(f32x4.mul(mean, rate), f32x4.add(root, e))));
  }
}
