# Templates, their names, the URL builders and the catalogues: everything made before C compiles.

TEMPLATES := $(sort $(wildcard templates/*/*.html))
CATALOGUE_PL := $(sort $(wildcard po/pl/*.po))
GEN := $(BUILD)/gen

TEMPLATES_BUILT := $(TEMPLATES:templates/%=$(BUILD)/templates/pl/%) \
	$(TEMPLATES:templates/%=$(BUILD)/templates/en/%)
NAMES := $(TEMPLATES:templates/%.html=$(GEN)/tpl/%.h)
MO := $(BUILD)/locale/pl/LC_MESSAGES/kram.mo

all: $(TEMPLATES_BUILT) $(MO)

# English is the source language: a text is its own key, so it has no catalogue.
$(BUILD)/templates/pl/%.html: templates/%.html po/translate.awk $(CATALOGUE_PL)
	$(call say,PL,$<)
	@mkdir -p $(@D)
	$(Q)awk -f po/translate.awk $(CATALOGUE_PL) $< >$@

$(BUILD)/templates/en/%.html: templates/%.html po/translate.awk
	@mkdir -p $(@D)
	$(Q)awk -f po/translate.awk $< >$@

# Fails on a template ctemplate cannot parse or escape.
$(GEN)/tpl/%.h: $(BUILD)/templates/en/%.html po/names.awk
	$(call say,NAMES,$@)
	@mkdir -p $(@D)
	$(Q)ctemplate-make_tpl_varnames_h -q -f$@.varnames $<
	$(Q)awk -v template=$*.html -f po/names.awk $@.varnames >$@

$(GEN)/urls.h: $(wildcard cgi-bin/*_routes.c) po/urls.awk
	$(call say,URLS,$@)
	@mkdir -p $(@D)
	$(Q)awk -f po/urls.awk $(filter %.c,$^) >$@

$(call obj,$(wildcard cgi-bin/*.c)): | $(NAMES) $(GEN)/urls.h

$(MO): $(CATALOGUE_PL)
	$(call say,MO,$@)
	@mkdir -p $(@D)
	$(Q)msgcat --use-first $(CATALOGUE_PL) | msgfmt --check-format -o $@ -

# Every text of templates and C, as one list of keys.
POT := $(BUILD)/po/kram.pot
POT_C := $(wildcard lib/web/*.c lib/domain/*/*.c cgi-bin/*.c cgi-bin/*.h jobs/*.c)
$(POT): $(TEMPLATES) $(POT_C) po/extract.awk
	@mkdir -p $(@D)
	$(Q)xgettext --from-code=UTF-8 --language=C --keyword=_ --keyword=N_ --no-location \
		--omit-header -o $(@D)/c.pot $(POT_C)
	$(Q)awk -f po/extract.awk $(TEMPLATES) >$(@D)/templates.pot
	$(Q)msgcat --use-first --no-location -o $@ $(@D)/templates.pot $(@D)/c.pot

po-check: $(POT) $(MO) ## every text has its Polish translation, with the same values in it
	$(Q)msgcat --use-first -o $(BUILD)/po/pl.po $(CATALOGUE_PL)
	$(Q)msgmerge -q --no-fuzzy-matching -o - $(BUILD)/po/pl.po $(POT) | \
		msgattrib --untranslated --no-obsolete --no-wrap | awk ' \
		/^msgid "[^"]/ { print "no Polish: " $$0; bad = 1 } END { exit bad }'
	$(Q)awk -f po/markers.awk $(CATALOGUE_PL)

.PHONY: po-check
