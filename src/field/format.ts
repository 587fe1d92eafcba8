const superscripts: Record<string, string> = {
  '-': '⁻',
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
};

/** An exponent in raised digits: -7 gives ⁻⁷. */
export function superscript(exponent: number): string {
  return [...String(exponent)].map((digit) => superscripts[digit] ?? digit).join('');
}

/**
 * A number for reading, with `digits` significant digits: −0.413, 1250, 3.1×10⁻⁷. Zeros at the end of
 * a fraction are kept, because they are measured digits too.
 */
export function formatNumber(value: number, digits = 3): string {
  if (Number.isNaN(value)) return 'not a number';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  if (value === 0) return '0';
  const [mantissa, exponentText] = Math.abs(value)
    .toExponential(digits - 1)
    .split('e');
  const exponent = Number(exponentText);
  const sign = value < 0 ? '−' : '';
  if (exponent < -3 || exponent > 5) return `${sign}${mantissa}×10${superscript(exponent)}`;
  // Rounded once, in the exponential form: 0.9996 has become 1.00 there.
  const rounded = Number(`${mantissa}e${exponent}`);
  return `${sign}${groupThousands(rounded.toFixed(Math.max(0, digits - 1 - exponent)))}`;
}

/** The number that a text made by `formatNumber` says; NaN for any other text. */
export function readNumber(text: string): number {
  const digits = Object.entries(superscripts);
  const raised = (power: string): string =>
    [...power].map((letter) => digits.find(([, above]) => above === letter)?.[0] ?? '').join('');
  const plain = text
    .replace(/[\u2009\u202f ]/g, '')
    .replace(/−/g, '-')
    .replace('∞', 'Infinity')
    .replace(/×?10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)$/, (_, power: string) => `e${raised(power)}`);
  return plain === '' ? NaN : Number(plain.replace(/^(-?)e/, '$11e'));
}

/** A whole number for reading, thousands apart: 12 400. */
export function formatCount(value: number): string {
  return `${value < 0 ? '−' : ''}${groupThousands(Math.abs(Math.round(value)).toString())}`;
}

/** A tick's label, with just the decimals that tell neighbours a `step` apart. */
export function formatTick(value: number, step: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  const sign = value < 0 ? '−' : '';
  const stepExponent = Math.floor(Math.log10(step) + 1e-9);
  if (size >= 1e5 || size < 1e-3 || stepExponent < -4) {
    const exponent = Math.floor(Math.log10(size) + 1e-12);
    const decimals = Math.min(15, Math.max(0, exponent - stepExponent));
    const mantissa = (size / 10 ** exponent).toFixed(decimals);
    return mantissa === '1'
      ? `${sign}10${superscript(exponent)}`
      : `${sign}${mantissa}×10${superscript(exponent)}`;
  }
  return `${sign}${groupThousands(size.toFixed(Math.max(0, -stepExponent)))}`;
}

/** A span of time for reading: 0.8 s, 42 s, 3 min 05 s, 2 h 10 min. */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return '–';
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const two = (value: number): string => String(value).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  const minutes = Math.round(whole / 60);
  return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
}

/** Thin spaces between groups of three before the point, from five digits on, as journals set them. */
function groupThousands(digits: string): string {
  const [whole, fraction] = digits.split('.');
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, '\u2009') : whole;
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
