/**
 * Large messages in pieces. A page takes in each message in one go and stands still meanwhile; a message with several
 * megabytes of fields is therefore encoded, cut, and put together again in the page, which lives on between the pieces.
 */
import { decode, encode } from './codec';

/** Bytes of a piece; a message with fewer bytes of arrays goes as it is. */
export const pieceLength = 1 << 19;

/** What is sent in place of a large message. */
export interface Parcel {
  readonly parcel: number;
}

export interface Piece {
  readonly parcel: number;
  /** Where the bytes begin in the whole, and how long that is. */
  readonly at: number;
  readonly length: number;
  readonly bytes: Uint8Array;
}

function isParcel(value: unknown): value is Parcel {
  return typeof value === 'object' && value !== null && 'parcel' in value;
}

/** Bytes of the typed arrays in a message. */
function arrayBytes(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  return Object.values(value).reduce((sum: number, part) => sum + arrayBytes(part), 0);
}

/** Cuts what is too large to be taken in at once. */
export class Packer {
  private next = 1;

  /** @param send sends a piece; pieces arrive in the order in which they are sent */
  constructor(private readonly send: (piece: Piece) => void) {}

  /** The message itself, or a parcel whose pieces were sent. */
  pack<T>(message: T): T | Parcel {
    if (arrayBytes(message) <= pieceLength) return message;
    const parcel = this.next++;
    const whole = encode(message);
    const { length } = whole;
    for (let at = 0; at < length; at += pieceLength)
      this.send({ parcel, at, length, bytes: whole.slice(at, at + pieceLength) });
    return { parcel };
  }
}

interface Arriving {
  readonly whole: Uint8Array<ArrayBuffer>;
  received: number;
}

/** Puts together what a `Packer` has cut. */
export class Unpacker {
  private readonly arriving = new Map<number, Arriving>();
  private readonly awaited = new Map<number, (message: unknown) => void>();

  take({ parcel, at, length, bytes }: Piece): void {
    if (at === 0) this.arriving.set(parcel, { whole: new Uint8Array(length), received: 0 });
    const known = this.arriving.get(parcel);
    // The rest of what was sent to an earlier page.
    if (known === undefined || known.received !== at) return;
    known.whole.set(bytes, at);
    known.received += bytes.length;
    if (known.received === length) this.deliver(parcel);
  }

  /** Calls back with the message: at once when it is there, else when its last piece has come. */
  open<T>(message: T | Parcel, then: (message: T) => void): void {
    if (!isParcel(message)) {
      then(message);
      return;
    }
    this.awaited.set(message.parcel, then as (message: unknown) => void);
    this.deliver(message.parcel);
  }

  private deliver(parcel: number): void {
    const then = this.awaited.get(parcel);
    const arrived = this.arriving.get(parcel);
    if (then === undefined || arrived === undefined || arrived.received < arrived.whole.length) return;
    this.awaited.delete(parcel);
    this.arriving.delete(parcel);
    then(decode(arrived.whole));
  }
}
