package main

import (
	"slices"
	"strings"
)

// A form is a licence and the words that its text has.
type form struct {
	id    string
	words []string
}

// forms come with those first that have all the words of a later one.
var forms = [...]form{
	{"Apache-2.0", []string{"Apache License", "Version 2.0, January 2004"}},
	{"MPL-2.0", []string{"Mozilla Public License", "ersion 2.0"}},
	{"BSD-3-Clause", []string{"Redistribution and use in source and binary forms", "to endorse or promote products"}},
	{"BSD-2-Clause", []string{"Redistribution and use in source and binary forms"}},
	{"MIT", []string{"Permission is hereby granted, free of charge, to any person obtaining a copy"}},
	{"ISC", []string{"Permission to use, copy, modify, and/or distribute this software for any purpose"}},
}

// identify returns the SPDX identifier of the text of a licence, or "".
func identify(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	i := slices.IndexFunc(forms[:], func(f form) bool {
		return !slices.ContainsFunc(f.words, func(w string) bool { return !strings.Contains(text, w) })
	})
	if i < 0 {
		return ""
	}
	return forms[i].id
}
