/** A table of requests: by method, what it takes and what it answers. */
export type RequestMap<R> = { [M in keyof R]: { params: unknown; result: unknown } };

export interface RpcRequest {
  readonly id: number;
  readonly method: string;
  readonly params: unknown;
}

export type RpcResponse =
  | { readonly id: number; readonly ok: true; readonly result: unknown }
  | { readonly id: number; readonly ok: false; readonly error: string };

/** By method: checks what came in, and throws a sentence where it isn't right; then does it. */
export type RpcHandlers<R extends RequestMap<R>> = {
  readonly [M in keyof R]: (params: unknown) => Promise<R[M]['result']>;
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** @throws Error when the line is no request. */
export function parseRequest(line: string): RpcRequest {
  const value: unknown = JSON.parse(line);
  if (!isRecord(value) || !Number.isInteger(value.id) || typeof value.method !== 'string') throw new Error('Not a request.');
  return { id: value.id as number, method: value.method, params: value.params };
}

/** @throws Error when the line is no response. */
export function parseResponse(line: string): RpcResponse {
  const value: unknown = JSON.parse(line);
  if (!isRecord(value) || !Number.isInteger(value.id)) throw new Error('Not a response.');
  const id = value.id as number;
  return value.ok === true ? { id, ok: true, result: value.result } : { id, ok: false, error: String(value.error) };
}
