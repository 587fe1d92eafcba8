import type { SequenceModel } from '../../src/study';

/** What each model computes, in TeX. */
export const formulaOf: Readonly<Record<SequenceModel['kind'], string>> = {
  unigram: String.raw`p(x_t)`,
  'n-gram': String.raw`p(x_t \mid x_{t-N+1} \ldots x_{t-1})`,
  aggregation: String.raw`h_t = \tanh\bigl(\textstyle\sum_{s \le t} W_x x_s\bigr)`,
  rnn: String.raw`h_t = \tanh(W_h h_{t-1} + W_x x_t)`,
  lstm: String.raw`c_t = f_t \circ c_{t-1} + i_t \circ g_t`,
  gru: String.raw`h_t = (1 - z_t) \circ n_t + z_t \circ h_{t-1}`,
  transformer: String.raw`\mathrm{softmax}\bigl(Q K^\top / \sqrt{d}\bigr) V`,
};
