/* What HTML cannot do by itself: keys, copying, marking, closing menus, quiet polling. Kept: the
   switch of the single-letter keys, and the paper. Without this file every page works. */
(function () {
	'use strict';

	var doc = document;
	var KEYS_OFF = 'kram-keys-off';
	var GO = { t: '/', o: '/orders', a: '/accounts', s: '/status' };
	var GO_MS = 1500; /* between "g" and the second letter, as they were struck */
	var waiting = -GO_MS; /* time of the last "g" */

	function say(text) {
		doc.getElementById('live').textContent = text;
	}

	function keysOff() {
		try { return localStorage.getItem(KEYS_OFF) === '1'; } catch (e) { return false; }
	}

	function isTyping(el) {
		return el.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(el.tagName);
	}

	/* Where the focus goes in a row: its link, or what there is to be done with it. */
	function handle(row) {
		return row.querySelector('a') || row.querySelector('button, select, input:not([type=hidden])');
	}

	/* Rows: j and k move the focus between the links of the rows, so Enter opens as always. */
	function move(step) {
		var rows = [].filter.call(doc.querySelectorAll('[data-row]'), handle);
		var at = rows.findIndex(row => row.contains(doc.activeElement));
		var next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step];
		if (next) handle(next).focus();
	}

	/* x marks the row of the focused order; the marked numbers are copied as a list. */
	function mark() {
		var row = doc.activeElement.closest('[data-row]');
		if (!row) return;
		var box = row.querySelector('[name=id]');
		row.toggleAttribute('data-marked');
		if (box) box.checked = !box.checked;
		var marked = [].map.call(doc.querySelectorAll('[data-row][data-marked]'), one => (one.querySelector('[name=id]') || {}).value || one.querySelector('a').title);
		var live = doc.getElementById('live');
		if (marked.length) copy(marked.join('\n'), live.dataset.marked + ' ' + marked.length);
	}

	/* A shop's own network often has no https, and then no clipboard either: the old way goes on. */
	function copyOld(text) {
		var focus = doc.activeElement;
		var area = doc.createElement('textarea');
		area.className = 'vh';
		area.value = text;
		doc.body.appendChild(area);
		area.select();
		try { return doc.execCommand('copy'); } catch (e) { return false; } finally {
			area.remove();
			if (focus) focus.focus();
		}
	}

	/* Promises whether it is copied, and says it. */
	function copy(text, done) {
		var tried = navigator.clipboard
			? navigator.clipboard.writeText(text).then(() => true, () => copyOld(text))
			: Promise.resolve(copyOld(text));
		return tried.then(copied => {
			say(copied ? done : doc.getElementById('live').dataset.uncopied);
			return copied;
		});
	}

	/* What is done with the row that has the focus: the button of that key. */
	function act(key) {
		var row = doc.activeElement.closest('[data-row]');
		var button = row && row.querySelector('[data-row-key="' + CSS.escape(key) + '"]');
		if (button) button.click();
		return !!button;
	}

	function go(event) {
		var key = event.key;
		if (event.timeStamp - waiting < GO_MS && GO[key]) {
			waiting = -GO_MS;
			location.href = GO[key];
			return true;
		}
		waiting = key === 'g' ? event.timeStamp : -GO_MS;
		return key === 'g';
	}

	function single(event) {
		var field;
		switch (event.key) {
		case '/': case '.': case 'u':
			field = doc.querySelector('[data-key="' + event.key + '"]');
			if (field) field.focus();
			if (field && field.select) field.select();
			return !!field;
		case 'n': case 'p':
			field = doc.querySelector('[data-key="' + event.key + '"]');
			if (field) field.click();
			return !!field;
		case '?': location.href = '/help/shortcuts'; return true;
		case 'j': move(1); return true;
		case 'k': move(-1); return true;
		case 'x': mark(); return true;
		}
		return false;
	}

	doc.addEventListener('keydown', event => {
		if (event.key === 'Escape') {
			doc.querySelectorAll('details.pop[open]').forEach(d => { d.open = false; });
			if (isTyping(event.target)) event.target.blur();
			return;
		}
		if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target) || keysOff()) return;
		if (act(event.key) || go(event) || single(event)) event.preventDefault();
	});

	doc.addEventListener('click', event => {
		var button = event.target.closest('[data-copy], [data-print]');
		doc.querySelectorAll('details.pop[open]').forEach(d => {
			if (!d.contains(event.target)) d.open = false;
		});
		if (!button) return;
		if (button.hasAttribute('data-print')) return window.print();
		copy(button.dataset.copy, doc.getElementById('live').dataset.copied).then(copied => {
			button.classList.toggle('done', copied);
			setTimeout(() => button.classList.remove('done'), 1500);
		});
	});

	/* What is there to be copied is marked whole. */
	doc.addEventListener('focusin', event => {
		if (event.target.hasAttribute('data-select')) event.target.select();
	});

	/* An address holds what is set, so a form of filters leaves out its empty fields. */
	doc.addEventListener('formdata', event => {
		if (event.target.getAttribute('method') !== 'get') return; /* a field may be called method */
		[...event.formData].forEach(([name, value]) => { if (value === '') event.formData.delete(name); });
	});

	/* The name of the file beside the button, which speaks the language of the page. */
	doc.addEventListener('change', event => {
		var shown = event.target.type === 'file' && event.target.parentNode.querySelector('.picked');
		if (shown) shown.textContent = (event.target.files[0] || { name: '' }).name;
	});

	/* The box in the head marks all rows. */
	doc.addEventListener('change', event => {
		var from = event.target;
		doc.querySelectorAll('table [name=id]').forEach(box => {
			if (from.hasAttribute('data-all')) box.checked = from.checked;
			box.closest('tr').toggleAttribute('data-marked', box.checked);
		});
	});

	/* Which tab one is in is seen in a narrow window too. */
	function showTab() {
		doc.querySelectorAll('.tabs [aria-current]').forEach(tab => {
			var tabs = tab.closest('.tabs');
			tabs.scrollLeft += tab.getBoundingClientRect().left - tabs.getBoundingClientRect().left - 40;
		});
	}
	showTab();
	doc.addEventListener('htmx:after:swap', showTab);

	/* A hidden tab asks for nothing. */
	doc.addEventListener('htmx:before:request', event => {
		if (doc.hidden && event.target.hasAttribute('data-poll')) event.preventDefault();
	});

	/* What asks again every 20 seconds says so itself after three questions without an answer. */
	var STALE_MS = 70000;
	setInterval(() => {
		doc.querySelectorAll('[data-asof]').forEach(part => {
			if (part.asof !== part.dataset.asof) {
				part.asof = part.dataset.asof;
				part.since = Date.now();
			}
			part.querySelector('[data-stale]').hidden = Date.now() - part.since < STALE_MS;
		});
	}, 5000);

	/* A choice between radio buttons that this browser keeps. */
	doc.querySelectorAll('[data-keep]').forEach(group => {
		var kept = null;
		try { kept = localStorage.getItem(group.dataset.keep); } catch (e) { /* private */ }
		group.querySelectorAll('input').forEach(box => { if (box.value === kept) box.checked = true; });
		group.addEventListener('change', event => {
			try { localStorage.setItem(group.dataset.keep, event.target.value); } catch (e) { /* private */ }
		});
	});

	var keys = doc.querySelector('[data-keys-switch]');
	if (keys) {
		keys.checked = !keysOff();
		keys.addEventListener('change', () => {
			try { localStorage.setItem(KEYS_OFF, keys.checked ? '0' : '1'); } catch (e) { /* private */ }
		});
	}
})();
