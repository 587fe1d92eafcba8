/** One word that a setting may have. */
export interface Choice {
  /** As it is shown to a person. */
  label: string;
  /** One plain sentence: when to use it. */
  use: string;
}

/** The words of a setting in the order in which they are offered. */
export type Choices<Word extends string = string> = Readonly<Record<Word, Choice>>;

/** What a form needs to show one setting of a study. */
export interface Setting<Value = unknown> {
  label: string;
  /** Empty when the setting is a pure number or a word. */
  unit: string;
  default: Value;
  /** One plain sentence. */
  help: string;
  /** Bounds of a number; the schema and the form both read them. */
  minimum?: number;
  maximum?: number;
  integer?: boolean;
  /** The words to choose from. */
  choices?: Choices;
}
