const { proof } = window;

/** Globals that a leak of the raw binding would add. */
window.strangers = Object.getOwnPropertyNames(window).filter((name) =>
  /^binding|playwright/i.test(name),
);
window.globalsAtStart = Object.getOwnPropertyNames(window).length;

proof.onSaid((value) => {
  document.querySelector('#said').textContent = `said from ${value.from}`;
});
const answer = await proof.invoke('echo', { text: 'hello', nothing: undefined, when: new Date(5) });
document.querySelector('#answer').textContent = [
  answer.value.text,
  'nothing' in answer.value,
  answer.value.when.getTime(),
  answer.isOurs,
  answer.origin,
  answer.url,
].join(' ');
