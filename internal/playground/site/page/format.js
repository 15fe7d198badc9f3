// JSON as the fixtures of the repository are written: what fits into a line stands in one.

const width = 110;

// format returns the text of a value.
export function format(value) {
  return lines(value, "", 0) + "\n";
}

// lines returns a value whose first line begins behind so many characters.
function lines(value, indent, used) {
  const short = line(value);
  if (typeof value !== "object" || value === null || indent.length + used + short.length <= width && !isState(value)) {
    return short;
  }
  const inner = indent + "  ";
  if (Array.isArray(value)) {
    if (value.length === 0) return "[]";
    const members = value.map((one) => inner + lines(one, inner, 0));
    return `[\n${members.join(",\n")}\n${indent}]`;
  }
  const members = Object.entries(value).map(([key, one]) => {
    const name = `${JSON.stringify(key)}: `;
    return inner + name + lines(one, inner, name.length);
  });
  return `{\n${members.join(",\n")}\n${indent}}`;
}

// isState reports whether a value is a state or its list of buckets, which never stand in a line.
const isState = (value) => "buckets" in value || (Array.isArray(value) && value.some((one) => one?.objects));

function line(value) {
  if (Array.isArray(value)) return `[${value.map(line).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${line(one)}`);
  return `{${members.join(", ")}}`;
}
