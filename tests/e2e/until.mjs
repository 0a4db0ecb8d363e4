/** Waits until `holds` answers something true, and answers that; says what it waited for if it never comes. */
export async function until(holds, what, patience = 30_000) {
  const end = Date.now() + patience;
  let fault;
  for (;;) {
    try {
      const answer = await holds();
      if (answer) return answer;
      fault = undefined;
    } catch (thrown) {
      fault = thrown;
    }
    if (Date.now() > end) throw new Error(`waited ${patience} ms for ${what}${fault ? `: ${fault.message}` : ''}`);
    await pause(20);
  }
}

/** Waits until this element's text is like that. */
export async function until_matches(element, pattern) {
  let said;
  await until(async () => pattern.test((said = await element.innerText())), `${pattern}`).catch((fault) => {
    throw new Error(`${fault.message}; last it was “${said}”`);
  });
}

/** Waits until these elements say `wanted`, in this order: what the desk says comes in pieces. */
export async function until_said(elements, wanted) {
  let said;
  const says = async () => (said = (await elements.allInnerTexts()).map((text) => text.trim())).join('\n') === wanted.join('\n');
  await until(says, `“${wanted.join(', ')}”`).catch((fault) => {
    throw new Error(`${fault.message}; last it was “${said.join(', ')}”`);
  });
}

export const pause = (ms) => new Promise((done) => setTimeout(done, ms));
