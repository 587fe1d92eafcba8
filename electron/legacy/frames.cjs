'use strict';
/**
 * Messages over the pipe between the application and its engine process. The two may run different versions of V8, so
 * V8's own serialisation can't be used. A frame is: length of the JSON text, length of the arrays (4 bytes each), the
 * text padded to 8 bytes, the arrays padded to 8 bytes each.
 */
const arrayTypes = {
  Int8Array,
  Uint8Array,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
};

const padded = (length) => Math.ceil(length / 8) * 8;

function encode(message) {
  const arrays = [];
  let arraysLength = 0;
  const describe = (value) => {
    if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))) {
      return { $: 'number', text: Object.is(value, -0) ? '-0' : String(value) };
    }
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(describe);
    if (ArrayBuffer.isView(value)) {
      const place = { $: 'array', type: value.constructor.name, at: arraysLength, length: value.length };
      if (place.type === 'Buffer') place.type = 'Uint8Array';
      arrays.push(Buffer.from(value.buffer, value.byteOffset, value.byteLength));
      arraysLength += padded(value.byteLength);
      return place;
    }
    const plain = {};
    for (const key of Object.keys(value)) plain[key] = describe(value[key]);
    return plain;
  };
  const text = Buffer.from(JSON.stringify(describe(message)));
  const prefix = Buffer.alloc(8);
  prefix.writeUInt32LE(text.length, 0);
  prefix.writeUInt32LE(arraysLength, 4);
  const parts = [prefix, text, Buffer.alloc(padded(text.length) - text.length)];
  for (const array of arrays) parts.push(array, Buffer.alloc(padded(array.length) - array.length));
  return Buffer.concat(parts);
}

/** `arrays` is an ArrayBuffer of the message alone, so that its arrays are read in place. */
function decode(text, arrays) {
  const restore = (value) => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(restore);
    if (value.$ === 'number') return Number(value.text);
    if (value.$ === 'array') return new arrayTypes[value.type](arrays, value.at, value.length);
    for (const key of Object.keys(value)) value[key] = restore(value[key]);
    return value;
  };
  return restore(JSON.parse(text));
}

/** Calls `onMessage` for each frame that arrives on a socket; gives the function that sends one. */
exports.connect = (socket, onMessage) => {
  let chunks = [];
  let held = 0;
  const take = (length) => {
    const all = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, held);
    chunks = length < held ? [all.subarray(length)] : [];
    held -= length;
    return all.subarray(0, length);
  };
  let lengths = null;
  socket.on('data', (chunk) => {
    chunks.push(chunk);
    held += chunk.length;
    for (;;) {
      if (lengths === null) {
        if (held < 8) return;
        const prefix = take(8);
        lengths = { text: prefix.readUInt32LE(0), arrays: prefix.readUInt32LE(4) };
      }
      const whole = padded(lengths.text) + lengths.arrays;
      if (held < whole) return;
      const frame = take(whole);
      const arraysAt = frame.byteOffset + padded(lengths.text);
      const arrays = frame.buffer.slice(arraysAt, arraysAt + lengths.arrays);
      const text = frame.toString('utf8', 0, lengths.text);
      lengths = null;
      onMessage(decode(text, arrays));
    }
  });
  return (message) => socket.write(encode(message));
};
