// A scene is what the page shows: a state, a request, and perhaps another scene beside it.
//
//	{fixture, base, request, first, name}
//
// fixture is the text of the state, and base what it was made of: the name of a file of vectors, or
// "" for the demo. first is the scene that is laid beside it, or null. name is where it comes from,
// such as ["vector", id], until it is changed.

export const blankRequest = () => ({
  method: "GET", tls: false, host: "localhost", target: "/", header: [], as: "", sign: "none", expires: 300, time: "",
});

// requestOf completes a request, whose links are good for some time even if it says nothing of that.
export const requestOf = (request) => ({ ...blankRequest(), ...request, expires: request.expires || blankRequest().expires });

// brief returns a request in a line.
export const brief = (request) => `${request.method} ${request.target}`;

const tag = '"3ba5a5bc4a4857dccda453d8bb1c5f00"'; // of hello.txt in the demo
const known = { target: "/demo/hello.txt", header: [["If-None-Match", tag]] };

// A link whose parameter was changed after it was signed by owner, at a time at which it was good.
const broken = "/hello.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDOWNER%2F20260102%2Fus-east-1%2Fs3%2Faws4_request" +
  "&X-Amz-Date=20260102T030405Z&X-Amz-Expires=900&X-Amz-SignedHeaders=host&response-content-type=text%2Fhtml" +
  "&X-Amz-Signature=afc2c6763f87d6e0066c150b9515d4fb77afc858da866ba56e4664f17056bcae";

// examples are the questions to begin with, over the demo.
export const examples = [
  { id: "not-modified", question: "Why is this a 304?", request: known },
  {
    id: "failed", question: "What would make it a 412?", first: known,
    request: { ...known, header: [...known.header, ["If-Match", '"another"']] },
  },
  { id: "reversed-range", question: "What does S3 do with bytes=5-2?", request: { target: "/demo/hello.txt", header: [["Range", "bytes=5-2"]] } },
  { id: "archived", question: "What does HEAD of an archived object answer?", request: { method: "HEAD", target: "/demo/archived.txt" } },
  {
    id: "broken-link", question: "Which error does this broken link give?",
    note: "It was signed for response-content-type=text/plain, and then somebody made that text/html.",
    request: { tls: true, host: "demo.s3.amazonaws.com", target: broken, time: "2026-01-02T03:10:00Z" },
  },
];

// exampleScene returns the scene of an example.
export function exampleScene(id, demo) {
  const example = examples.find((one) => one.id === id);
  if (!example) return null;
  const scene = (request) => ({ fixture: demo, base: "", request: { ...blankRequest(), ...structuredClone(request) }, first: null });
  return { ...scene(example.request), first: example.first ? scene(example.first) : null, name: ["example", id], note: example.note };
}
