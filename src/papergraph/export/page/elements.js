/*
 * Everything on the page is built here, as elements and text. No string from the graph is
 * ever parsed as markup.
 */

/**
 * @param {string} tag
 * @param {Record<string, unknown>} properties of the element; `on…` are listeners
 * @param {...(Node | string | null)} children strings become text
 */
function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name.includes("-") || name === "role") made.setAttribute(name, String(value));
    else made[name] = value;
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/**
 * A link, or plain text where the address is none of the web's (`javascript:`, `data:`).
 *
 * @param {string} address @param {string} label
 */
function link(address, label) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return element("span", {}, label);
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") return element("span", {}, label);
  return element("a", { href: url.href, target: "_blank", rel: "noopener noreferrer" }, label);
}
