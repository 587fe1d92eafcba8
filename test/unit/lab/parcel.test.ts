import { describe, expect, it } from 'vitest';
import { encode } from '../../../src/lab/codec';
import { Packer, pieceLength, Unpacker, type Piece } from '../../../src/lab/parcel';

const message = () => ({
  kind: 'frame',
  fields: { u: Float32Array.from({ length: 400_000 }, (_, i) => i / 7), v: new Float32Array(50_000) },
  axes: [{ name: 'x', values: Float64Array.of(0, 0.5, 1) }],
});

function packed(value: unknown) {
  const pieces: Piece[] = [];
  const sent = new Packer((piece) => pieces.push(piece)).pack(value);
  return { pieces, sent };
}

function opened(unpacker: Unpacker, sent: unknown): unknown[] {
  const got: unknown[] = [];
  unpacker.open(sent, (whole) => got.push(whole));
  return got;
}

/** Compared as bytes: arrays of this size take seconds one by one. */
const bytesOf = (value: unknown) => Buffer.from(encode(value));

describe('large messages', () => {
  it('are cut into pieces of bounded length and come out as they were', () => {
    const { pieces, sent } = packed(message());
    expect(pieces.length).toBe(Math.ceil(pieces[0].length / pieceLength));
    expect(Math.max(...pieces.map(({ bytes }) => bytes.length))).toBe(pieceLength);
    const unpacker = new Unpacker();
    pieces.forEach((piece) => unpacker.take(piece));
    expect(bytesOf(opened(unpacker, sent)).equals(bytesOf([message()]))).toBe(true);
  });

  it('are opened when the last piece has come, also where they are announced first', () => {
    const { pieces, sent } = packed(message());
    const unpacker = new Unpacker();
    const got = opened(unpacker, sent);
    pieces.slice(0, -1).forEach((piece) => unpacker.take(piece));
    expect(got).toEqual([]);
    unpacker.take(pieces[pieces.length - 1]);
    expect(bytesOf(got).equals(bytesOf([message()]))).toBe(true);
  });

  it('may come in among one another', () => {
    const other = { values: new Float64Array(100_000).fill(3) };
    const sender: Piece[] = [];
    const packer = new Packer((piece) => sender.push(piece));
    const [first, second] = [packer.pack(message()), packer.pack(other)];
    const unpacker = new Unpacker();
    const turns = [...sender].sort((a, b) => a.at - b.at);
    turns.forEach((piece) => unpacker.take(piece));
    expect(bytesOf(opened(unpacker, second)).equals(bytesOf([other]))).toBe(true);
    expect(bytesOf(opened(unpacker, first)).equals(bytesOf([message()]))).toBe(true);
  });

  it('leave small ones alone', () => {
    const small = { text: 'a', values: new Float32Array(10) };
    const { pieces, sent } = packed(small);
    expect(pieces).toEqual([]);
    expect(sent).toBe(small);
    expect(opened(new Unpacker(), sent)).toEqual([small]);
  });

  it('whose beginning went to an earlier page are passed over', () => {
    const { pieces } = packed(message());
    const unpacker = new Unpacker();
    pieces.slice(1).forEach((piece) => unpacker.take(piece));
    const next = packed(message());
    next.pieces.forEach((piece) => unpacker.take(piece));
    expect(bytesOf(opened(unpacker, next.sent)).equals(bytesOf([message()]))).toBe(true);
  });
});
