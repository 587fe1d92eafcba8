/** What was made of texts, the last few of it: a study is checked at every change, and files are large. */
export class Recent<Value> {
  private readonly entries: { readonly texts: readonly string[]; readonly value: Value }[] = [];

  /** @param most how many are kept */
  constructor(private readonly most: number) {}

  /** What belongs to these texts: kept from before, or made now. */
  of(texts: readonly string[], make: () => Value): Value {
    const at = this.entries.findIndex((entry) => entry.texts.every((text, k) => text === texts[k]));
    const [known] = at < 0 ? [{ texts, value: make() }] : this.entries.splice(at, 1);
    this.entries.unshift(known);
    this.entries.splice(this.most);
    return known.value;
  }
}
