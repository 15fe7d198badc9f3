// Elements of the page, made by calls.

// h makes an element. "button.rule" names its tag and classes; properties whose names begin
// with "on" are listeners, and the others attributes, of which false and null are left out.
export function h(name, properties, ...children) {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag);
  if (classes.length > 0) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(properties ?? {})) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "value") element.value = value;
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return element;
}

// svg makes an element of a drawing.
export function svg(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

// byId returns the element of the page that has an id.
export const byId = (id) => document.getElementById(id);

// plural returns a count with its noun.
export const plural = (count, noun) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;

let ids = 0;

// field makes a labelled control.
export function field(label, control, hint) {
  control.id ||= `field-${++ids}`;
  const children = [h("label", { for: control.id }, label), control];
  if (hint) {
    const help = h("small", { id: `${control.id}-hint` }, hint);
    control.setAttribute("aria-describedby", help.id);
    children.push(help);
  }
  return h("div.field", null, children);
}

// select makes a choice between values, each of them a text or a pair of value and text.
export function select(values, properties) {
  const options = values.map((one) => {
    const [value, text] = Array.isArray(one) ? one : [one, one];
    return h("option", { value }, text);
  });
  const { value, ...others } = properties ?? {};
  const element = h("select", others, options);
  if (value !== undefined) choose(element, value);
  return element;
}

// choose sets the value of a choice, which gets it as another option where it has none.
export function choose(element, value) {
  element.value = value;
  if (element.value !== value) {
    element.append(h("option", { value }, value));
    element.value = value;
  }
}
