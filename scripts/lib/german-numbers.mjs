import { lehmer } from './lehmer.mjs';

const small = ['', 'eins', 'zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun', 'zehn', 'elf', 'zwölf', 'dreizehn', 'vierzehn', 'fünfzehn', 'sechzehn', 'siebzehn', 'achtzehn', 'neunzehn'];
const tens = ['', '', 'zwanzig', 'dreißig', 'vierzig', 'fünfzig', 'sechzig', 'siebzig', 'achtzig', 'neunzig'];

/** Before what it counts, `eins` is `ein`. */
const counting = n => (n === 1 ? 'ein' : small[n]);

/** Of 1 to 9999: `siebentausendvierhundertdreiundzwanzig` is 7423, its units before its tens. */
export function germanWords(n) {
  if (n >= 1000) return `${counting(Math.floor(n / 1000))}tausend${germanWords(n % 1000)}`;
  if (n >= 100) return `${counting(Math.floor(n / 100))}hundert${germanWords(n % 100)}`;
  if (n < 20) return small[n];
  return `${n % 10 > 0 ? `${counting(n % 10)}und` : ''}${tens[Math.floor(n / 10)]}`;
}

/** Pairs of words and digits, tab between, of so many different numbers below ten thousand. */
export function germanNumbers(count = 3000) {
  const random = lehmer(1);
  const numbers = new Set();
  while (numbers.size < count) numbers.add(1 + Math.floor(random() * 9999));
  return [...numbers].map(n => `${germanWords(n)}\t${n}\n`).join('');
}
