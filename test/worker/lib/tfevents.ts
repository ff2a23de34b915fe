/** What of an event file the tests look at. */
export interface ReadEvent {
  readonly wallTime: number;
  readonly step: number;
  readonly fileVersion?: string;
  readonly restarted: boolean;
  readonly scalars: Readonly<Record<string, number>>;
}

/** Reads TensorBoard's event file, written from the format's own description and sharing nothing with the writer. Throws where a CRC is wrong. */
export function readEvents(file: Buffer): ReadEvent[] {
  const events: ReadEvent[] = [];
  for (let at = 0; at < file.length;) {
    const length = Number(file.readBigUInt64LE(at));
    checkCrc(file.subarray(at, at + 8), file.readUInt32LE(at + 8));
    const data = file.subarray(at + 12, at + 12 + length);
    checkCrc(data, file.readUInt32LE(at + 12 + length));
    events.push(readEvent(data));
    at += 16 + length;
  }
  return events;
}

function readEvent(data: Buffer): ReadEvent {
  const fields = readFields(data);
  const one = (field: number) => fields.find(([number]) => number === field)?.[1];
  const summary = one(5) as Buffer | undefined;
  const session = one(7) as Buffer | undefined;
  const version = one(3) as Buffer | undefined;
  return {
    wallTime: (one(1) as Buffer).readDoubleLE(),
    step: Number(one(2) ?? 0),
    ...(version && { fileVersion: version.toString() }),
    restarted: session !== undefined && readFields(session).some(([field, value]) => field === 1 && value === 1n),
    scalars: Object.fromEntries(summary ? readFields(summary).map(([, value]) => readScalar(value as Buffer)) : []),
  };
}

function readScalar(value: Buffer): [string, number] {
  const fields = new Map(readFields(value));
  return [(fields.get(1) as Buffer).toString(), (fields.get(2) as Buffer).readFloatLE()];
}

/** Protocol Buffers: a number for a varint, bytes for everything else. */
function readFields(message: Buffer): [number, bigint | Buffer][] {
  const fields: [number, bigint | Buffer][] = [];
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = message[at++]!;
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  const bytes = (length: number): Buffer => message.subarray(at, at += length);
  while (at < message.length) {
    const key = Number(varint());
    const type = key & 7;
    if (type === 0) fields.push([key >> 3, varint()]);
    else fields.push([key >> 3, bytes(type === 1 ? 8 : type === 5 ? 4 : Number(varint()))]);
  }
  return fields;
}

/** Bit by bit, with the polynomial as it is written in the standard: 0x1EDC6F41, high bit first, input and output reflected. */
function checkCrc(data: Buffer, masked: number): void {
  let crc = 0xffffffffn;
  for (const byte of data) {
    crc ^= reflect(BigInt(byte), 8n) << 24n;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000n ? ((crc << 1n) ^ 0x1edc6f41n) & 0xffffffffn : (crc << 1n) & 0xffffffffn;
  }
  crc = reflect(crc ^ 0xffffffffn, 32n);
  const rotated = ((crc >> 15n) | (crc << 17n)) & 0xffffffffn;
  if (BigInt(masked) !== (rotated + 0xa282ead8n) % 2n ** 32n) throw new Error('A CRC is wrong.');
}

function reflect(value: bigint, bits: bigint): bigint {
  let reflected = 0n;
  for (let bit = 0n; bit < bits; bit++) if (value >> bit & 1n) reflected |= 1n << (bits - 1n - bit);
  return reflected;
}
