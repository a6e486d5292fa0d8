# Templates, their names, the URL builders, the catalogues and the hashes of the static files:
# everything made before C compiles.

TEMPLATES := $(sort $(wildcard templates/*/*.html))
CATALOGUE_PL := $(sort $(wildcard po/pl/*.po))
GEN := $(BUILD)/gen

TEMPLATES_BUILT := $(TEMPLATES:templates/%=$(BUILD)/templates/pl/%) \
	$(TEMPLATES:templates/%=$(BUILD)/templates/en/%)
NAMES := $(TEMPLATES:templates/%.html=$(GEN)/tpl/%.h)
TEXTS := $(GEN)/texts_pl.h

all: $(TEMPLATES_BUILT)

# With their macros written out: what all below is made from.
WRITTEN := $(GEN)/templates
$(WRITTEN)/%.html: templates/%.html templates/macros po/macros.awk
	@mkdir -p $(@D)
	$(Q)awk -f po/macros.awk templates/macros $< >$@

# Of the files beside the pages: an address changes with what is behind it.
STATIC := $(sort $(wildcard static/*.* static/vendor/*/*.*))
SUMS := $(GEN)/static.sums
$(SUMS): $(STATIC)
	@mkdir -p $(@D)
	$(Q)sha256sum $^ >$@

# English is the source language: a text is its own key, so it has no catalogue.
$(BUILD)/templates/pl/%.html: $(WRITTEN)/%.html po/translate.awk $(SUMS) $(CATALOGUE_PL)
	$(call say,PL,$<)
	@mkdir -p $(@D)
	$(Q)awk -f po/translate.awk $(SUMS) $(CATALOGUE_PL) $< >$@

$(BUILD)/templates/en/%.html: $(WRITTEN)/%.html po/translate.awk $(SUMS)
	@mkdir -p $(@D)
	$(Q)awk -f po/translate.awk $(SUMS) $< >$@

# Fails on a template ctemplate cannot parse or escape. Names are the same in every language; from
# the source, because another hash of a static file is no reason to compile anything.
$(GEN)/tpl/%.h: $(WRITTEN)/%.html po/names.awk
	$(call say,NAMES,$@)
	@mkdir -p $(@D)
	$(Q)ctemplate-make_tpl_varnames_h -q -f$@.varnames $<
	$(Q)awk -v template=$*.html -f po/names.awk $@.varnames >$@

$(GEN)/urls.h: $(wildcard cgi-bin/*/*_routes.c) po/urls.awk
	$(call say,URLS,$@)
	@mkdir -p $(@D)
	$(Q)awk -f po/urls.awk $(filter %.c,$^) >$@

$(call obj,$(wildcard cgi-bin/*.c cgi-bin/*/*.c tests/unit/cgi/*.c)): | $(NAMES) $(GEN)/urls.h

# What C says in Polish, as the rows that lib/base/i18n.c looks up: sorted as strcmp() compares.
$(TEXTS): $(CATALOGUE_PL) po/texts.awk
	$(call say,TEXTS,$@)
	@mkdir -p $(@D)
	$(Q)msgcat --use-first -o $@.po $(CATALOGUE_PL)
	$(Q)msgfmt --check-format -o /dev/null $@.po
	$(Q)awk -f po/texts.awk $@.po >$@.rows
	$(Q)LC_ALL=C sort -t "$$(printf '\t')" -k1,1 $@.rows | cut -f2- >$@

$(call obj,lib/base/i18n.c) $(BUILD)/fuzz/lib/base/i18n.o: | $(TEXTS)

# Every text of templates and C, as one list of keys.
POT := $(BUILD)/po/kram.pot
POT_C := $(wildcard lib/base/*.[ch] lib/web/*.c lib/domain/*/*.c cgi-bin/*.c cgi-bin/*/*.c cgi-bin/*/*.h jobs/*.c jobs/*/*.c)
$(POT): $(TEMPLATES:%=$(GEN)/%) $(POT_C) po/extract.awk
	@mkdir -p $(@D)
	$(Q)xgettext --from-code=UTF-8 --language=C --keyword=_ --keyword=N_ --keyword=C_:1c,2 --keyword=NC_:1c,2 --no-location \
		--omit-header -o $(@D)/c.pot $(POT_C)
	$(Q)awk -f po/extract.awk $(TEMPLATES:%=$(GEN)/%) >$(@D)/templates.pot
	$(Q)msgcat --use-first --no-location -o $@ $(@D)/templates.pot $(@D)/c.pot

po-check: $(POT) $(TEXTS) ## every text has its Polish translation, with the same values in it
	$(Q)msgmerge -q --no-fuzzy-matching -o - $(TEXTS).po $(POT) | \
		msgattrib --untranslated --no-obsolete --no-wrap | awk ' \
		/^msgid "[^"]/ { print "no Polish: " $$0; bad = 1 } END { exit bad }'
	$(Q)awk -f po/markers.awk $(CATALOGUE_PL)

.PHONY: po-check
