// The fields of the form of a state: what each is called, and how it is a part of the JSON.

// put sets a member at a path, or removes it where the value is empty, with what is then empty.
export function put(thing, path, value) {
  const [name, ...rest] = path.split(".");
  if (rest.length > 0) {
    const inner = thing[name] ?? {};
    put(inner, rest.join("."), value);
    if (Object.keys(inner).length > 0) thing[name] = inner;
    else delete thing[name];
  } else if (value === "" || value === undefined || value === false) delete thing[name];
  else thing[name] = value;
}

const take = (thing, path) => path.split(".").reduce((inner, name) => inner?.[name], thing);

// member is a field that is one member of the JSON.
const member = (label, kind, path, others) => ({
  label, kind, get: (thing) => take(thing, path), set: (thing, value) => put(thing, path, value), ...others,
});

// whole is a field whose value is JSON of its own. It is not taken while it cannot be read.
const whole = (label, name, others) => ({
  label, kind: "lines", wide: true,
  get: (thing) => (thing[name] === undefined ? "" : JSON.stringify(thing[name], null, 1)),
  set: (thing, text) => {
    if (text.trim() === "") return void delete thing[name];
    try {
      thing[name] = JSON.parse(text);
    } catch {
      return false;
    }
  },
  ...others,
});

export const bucketFields = [
  member("Name", "text", "name"),
  member("Region", "text", "region", { placeholder: "us-east-1" }),
  member("Versioning", "choice", "versioning", { values: [["", "unversioned"], "enabled", "suspended"] }),
  member("Type", "choice", "type", { values: [["", "general purpose"], "directory"] }),
  member("Owner", "text", "owner", { placeholder: "111122223333" }),
  member("Requester pays", "tick", "requesterPays"),
  whole("Policy", "policy", { placeholder: '{"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}]}' }),
];

const stored = (version) => !version.deleteMarker;
const date = { placeholder: "2026-01-02T03:04:05Z" };

const content = {
  label: "Content", kind: "lines", wide: true, when: (version) => stored(version) && take(version, "content.size") === undefined && take(version, "content.base64") === undefined,
  get: (version) => take(version, "content.text"),
  set: (version, value) => put(version, "content", value === "" ? undefined : { text: value }),
};

const size = {
  label: "Size", kind: "text", hint: "instead of a text: so many bytes", when: stored,
  get: (version) => take(version, "content.size"), redraw: true,
  set: (version, value) => {
    if (value.trim() === "") return put(version, "content", undefined);
    if (!/^\d{1,15}$/.test(value)) return false;
    put(version, "content", { size: Number(value) });
  },
};

const parts = {
  label: "Parts", kind: "text", placeholder: "5, 5, 2", hint: "their sizes, where it was uploaded in parts", when: stored,
  get: (version) => version.parts?.join(", "),
  set: (version, value) => {
    const sizes = value.split(/[\s,]+/).filter(Boolean).map(Number);
    if (sizes.some((one) => !Number.isInteger(one) || one < 0)) return false;
    put(version, "parts", sizes.length > 0 ? sizes : undefined);
  },
};

const restore = {
  label: "Restore", kind: "choice", values: [["", "none"], ["ongoing", "ongoing"], ["done", "done, until"]], when: stored, redraw: true,
  get: (version) => (version.restore ? (version.restore.ongoing ? "ongoing" : "done") : ""),
  set: (version, value) => put(version, "restore", { "": undefined, ongoing: { ongoing: true }, done: { ongoing: false, expiry: "2030-01-01T00:00:00Z" } }[value]),
};

const encryption = {
  label: "Encryption", kind: "choice", when: stored, redraw: true,
  values: [["", "none told"], ["AES256", "SSE-S3"], ["aws:kms", "SSE-KMS"], ["aws:kms:dsse", "DSSE-KMS"], ["customer", "SSE-C, a customer's key"]],
  get: (version) => (version.sse?.customerKey ? "customer" : (version.sse?.algorithm ?? "")),
  set: (version, value) => {
    const key = { customerKey: "dGhlIGtleSBvZiB0aGUgZGVtbywgaW4gMzIgYnl0ZXM=" };
    put(version, "sse", value === "" ? undefined : value === "customer" ? key : { algorithm: value });
  },
};

const lock = {
  label: "Lock", kind: "choice", values: [["", "none"], "GOVERNANCE", "COMPLIANCE"], when: stored, redraw: true,
  get: (version) => version.lock?.mode,
  set: (version, value) => {
    put(version, "lock.mode", value);
    put(version, "lock.retainUntil", value === "" ? "" : (version.lock?.retainUntil ?? "2030-01-01T00:00:00Z"));
  },
};

const metadata = {
  label: "Metadata", kind: "lines", placeholder: "author: somebody", hint: "a line each, without x-amz-meta-", wide: true, when: stored,
  get: (version) => Object.entries(version.metadata ?? {}).map(([name, value]) => `${name}: ${value}`).join("\n"),
  set: (version, text) => {
    const lines = text.split("\n").filter((line) => line.trim() !== "").map((line) => /^([^:]+):\s?(.*)$/.exec(line));
    if (lines.includes(null)) return false;
    put(version, "metadata", lines.length > 0 ? Object.fromEntries(lines.map(([, name, value]) => [name.trim(), value])) : undefined);
  },
};

const kms = (version) => stored(version) && /^aws:kms/.test(version.sse?.algorithm ?? "");
const classes = [["", "STANDARD"], "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE", "REDUCED_REDUNDANCY", "EXPRESS_ONEZONE"];

// marker removes what a delete marker has not.
const marker = {
  label: "Delete marker", kind: "tick", redraw: true, get: (version) => version.deleteMarker,
  set: (version, value) => {
    const kept = ["key", "versionId", "lastModified"];
    if (value) for (const name of Object.keys(version)) if (!kept.includes(name)) delete version[name];
    put(version, "deleteMarker", value);
  },
};

export const versionFields = [
  content, size,
  member("Last modified", "text", "lastModified", date),
  member("Version id", "text", "versionId", { placeholder: "null" }),
  member("ETag", "text", "etag", { placeholder: "computed", hint: "without its quotes", when: stored }),
  member("Content type", "text", "contentType", { placeholder: "binary/octet-stream", when: stored }),
  parts,
  member("Storage class", "choice", "storageClass", { values: classes, when: stored }),
  member("Archive tier", "choice", "accessTier", { values: [["", "none"], "ARCHIVE_ACCESS", "DEEP_ARCHIVE_ACCESS"], when: stored }),
  restore,
  member("Restored until", "text", "restore.expiry", { ...date, when: (version) => version.restore?.ongoing === false }),
  encryption,
  member("KMS key", "text", "sse.kmsKeyId", { when: kms }),
  member("State of the key", "choice", "sse.keyState", { values: [["", "Enabled"], "Disabled", "PendingDeletion"], when: kms }),
  member("Customer's key", "text", "sse.customerKey", { hint: "32 bytes in base64", when: (version) => version.sse?.customerKey !== undefined }),
  lock,
  member("Locked until", "text", "lock.retainUntil", { ...date, when: (version) => version.lock?.mode !== undefined }),
  member("Legal hold", "choice", "lock.legalHold", { values: [["", "none told"], "ON", "OFF"], when: stored }),
  member("Checksum", "choice", "checksum.algorithm", { values: [["", "none"], "CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"], when: stored }),
  metadata, marker,
];
