/** The options of the ceremony: written into the page, or asked for when it begins. */
async function optionsOf(form) {
  const { optionsFrom } = form.dataset;
  if (!optionsFrom) {
    return JSON.parse(form.dataset.options);
  }
  const answer = await fetch(optionsFrom, { headers: { Accept: "application/json" } });
  if (!answer.ok) {
    throw new DOMException(`The server answered ${answer.status}`, "NetworkError");
  }
  return answer.json();
}

async function create(form, { creation_options: { publicKey } }) {
  const alone = form.elements.passwordless.checked;
  const wish = alone
    ? { residentKey: "required", requireResidentKey: true, userVerification: "required" }
    : { residentKey: "discouraged", requireResidentKey: false };
  const options = { ...publicKey, authenticatorSelection: { ...publicKey.authenticatorSelection, ...wish } };
  return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
}

async function get({ request_options: { publicKey } }) {
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) });
}

/** Let the browser make or show a passkey, and send what it answers with the form. */
export function startPasskey(form) {
  const note = form.querySelector("[data-passkey-note]");
  if (!globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON) {
    note.textContent = note.dataset.sayUnable;
    form.hidden = false;
    form.querySelector("button").disabled = true;
    return;
  }
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    note.textContent = "";
    try {
      const options = await optionsOf(form);
      const made = options.creation_options ? await create(form, options) : await get(options);
      form.elements.credential.value = JSON.stringify(made);
      form.submit();
    } catch (error) {
      if (!(error instanceof DOMException || error instanceof TypeError)) {
        throw error;
      }
      note.textContent = note.dataset.sayFailed;
    }
  });
}
