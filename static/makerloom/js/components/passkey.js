/*
 * A form that creates or uses a passkey; shown only to browsers that have them.
 *
 * @example
 * <form data-component="passkey" data-options='{…}' hidden>
 *   (or data-options-url instead of data-options)
 *   <input type="hidden" name="credential">
 *   <button>Use a passkey</button>
 *   <p data-passkey-note data-text-unable="…" data-text-failed="…"></p>
 * </form>
 */

/** The options of the ceremony: in the page, or fetched when it begins. */
async function optionsOf(form) {
  const { optionsUrl } = form.dataset;
  if (!optionsUrl) {
    return JSON.parse(form.dataset.options);
  }
  const response = await fetch(optionsUrl, { headers: { Accept: "application/json" } });
  if (!response.ok) {
    throw new DOMException(`The server answered ${response.status}`, "NetworkError");
  }
  return response.json();
}

async function create(form, { creation_options: { publicKey } }) {
  const passwordless = form.elements.passwordless.checked;
  const selection = passwordless
    ? { residentKey: "required", requireResidentKey: true, userVerification: "required" }
    : { residentKey: "discouraged", requireResidentKey: false };
  const options = { ...publicKey, authenticatorSelection: { ...publicKey.authenticatorSelection, ...selection } };
  return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
}

async function get({ request_options: { publicKey } }) {
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) });
}

/** Let the browser create or use a passkey, and submit the credential with the form. */
export function startPasskey(form) {
  const note = form.querySelector("[data-passkey-note]");
  if (!globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON) {
    note.textContent = note.dataset.textUnable;
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
      const credential = options.creation_options ? await create(form, options) : await get(options);
      form.elements.credential.value = JSON.stringify(credential);
      form.submit();
    } catch (error) {
      if (!(error instanceof DOMException || error instanceof TypeError)) {
        throw error;
      }
      note.textContent = note.dataset.textFailed;
    }
  });
}
