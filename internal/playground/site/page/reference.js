// What is known of rules, steps, vectors, other servers and guesses: the data beside the page.

// optional returns the data of a file, or nothing where the site has no such file.
async function optional(name) {
  try {
    const response = await fetch(name);
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

// loadReference fetches what every answer is shown with. The rest comes when it is asked for.
export async function loadReference() {
  const response = await fetch("rules.json");
  if (!response.ok) throw new Error(`rules.json: ${response.status}`);
  const { rules, phases } = await response.json();
  return new Reference(rules, phases);
}

export class Reference {
  #rules;
  #steps = new Map();
  #files;
  #guesses;

  peers = null; // what other servers answer
  guesses = []; // what nobody has recorded

  constructor(rules, ways) {
    this.rules = rules;
    this.ways = ways;
    this.#rules = new Map(rules.map((rule) => [rule.id, rule]));
    for (const way of ways) for (const step of way.steps) this.#steps.set(keyOf(step), step);
  }

  // rule returns the rule of an identifier, or undefined.
  rule = (id) => this.#rules.get(id);

  // guessesOf returns what nobody has recorded of a rule.
  guessesOf = (id) => this.guesses.filter((guess) => guess.rule === id);

  // loadMore fetches what the first answer does without.
  async loadMore() {
    const [peers, { guesses }] = await Promise.all([optional("peers.json"), this.guessTable()]);
    Object.assign(this, { peers, guesses });
  }

  // guessTable resolves to the guesses, and to the state that their requests are over.
  async guessTable() {
    this.#guesses ??= optional("guesses.json");
    return (await this.#guesses) ?? { fixture: {}, guesses: [] };
  }

  // rulesAt returns the rules that a step asks, in their order.
  rulesAt = (step) => (this.#steps.get(keyOf(step))?.rules ?? []).map(this.rule).filter(Boolean);

  // noteOf returns what is surprising about a step, or undefined.
  noteOf = (step) => this.#steps.get(keyOf(step))?.note;

  // wayOf returns the name of the way whose steps these are.
  wayOf(steps) {
    const asked = steps.map(keyOf).join();
    return this.ways.find((way) => way.steps.map(keyOf).join() === asked)?.way ?? null;
  }

  // loose returns the rules that no step asks: those of header fields, and those after any step.
  loose() {
    const bound = new Set(this.ways.flatMap((way) => way.steps.flatMap((step) => step.rules ?? [])));
    return this.rules.filter((rule) => !bound.has(rule.id) && !rule.id.startsWith("policy/"));
  }

  // vectorFiles resolves to all files of vectors.
  async vectorFiles() {
    this.#files ??= fetch("vectors.json").then((response) => response.json());
    return this.#files;
  }

  // vector resolves to the vector of an identifier and its file, or to null.
  async vector(id) {
    for (const file of await this.vectorFiles()) {
      const vector = file.vectors.find((one) => one.id === id);
      if (vector) return { file, vector };
    }
    return null;
  }
}

const keyOf = (step) => `${step.phase}/${step.name}`;
