/** Waits until `holds` answers something true, and answers that; says what it waited for if it never comes. */
export async function until(holds, what, patience = 5000) {
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

export const pause = (ms) => new Promise((done) => setTimeout(done, ms));
