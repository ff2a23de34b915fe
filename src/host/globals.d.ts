// What both extension hosts, Node's and the web worker's, have beside the ES library.

declare const crypto: { getRandomValues<T extends Uint8Array>(array: T): T };
