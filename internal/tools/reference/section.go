package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/s3get/s3get/internal/tools/sections"
)

// A section is a part of a standard or page, and the rules that it is the reason of.
type section struct {
	name    string // as it is cited
	title   string // as an RFC prints it; "" for a page of the vendor's
	entries []*entry
}

// pagesInOrder are the vendor's pages, the most important first.
var pagesInOrder = []string{"S3 GetObject", "S3 HeadObject", "S3 Error responses", "S3 SigV4", "S3 SigV2", "S3 OPTIONS object", "S3 CreateSession", "S3 WriteGetObjectResponse", "S3 User Guide", "IAM User Guide",
	"KMS Developer Guide", "AWS Organizations User Guide", "AWS PrivateLink", "Service Authorization Reference"}

// titles returns the cited sections of RFCs in their order, and the title of each.
func titles() (order []string, title map[string]string) {
	title = map[string]string{}
	for s := range sections.All() {
		name := fmt.Sprintf("RFC %d %c%s", s.RFC, '§', s.Number)
		order, title[name] = append(order, name), s.Title
	}
	return order, title
}

// isTitled reports whether a citation is of a page, or of a section with a title.
func isTitled(name string) bool {
	_, title := titles()
	page, _, _ := strings.Cut(name, ": ")
	return slices.Contains(pagesInOrder, page) || title[name] != ""
}

// sections returns what rules cite: RFC 9110 by its sections, other RFCs, and then the
// pages of S3.
func (r *reference) sections() []*section {
	byName := map[string]*section{}
	var list []*section
	_, title := titles()
	for _, e := range r.entries {
		for _, name := range e.Sections {
			if byName[name] == nil {
				byName[name] = &section{name: name, title: title[name]}
				list = append(list, byName[name])
			}
			byName[name].entries = append(byName[name].entries, e)
		}
	}
	slices.SortStableFunc(list, func(a, b *section) int { return compareSections(a, b) })
	return list
}

func compareSections(a, b *section) int {
	if d := rank(a.name) - rank(b.name); d != 0 || strings.HasPrefix(a.name, "RFC ") {
		return d
	}
	return strings.Compare(a.name, b.name)
}

// rank returns the place of a section among others, or of its page.
func rank(name string) int {
	order, _ := titles()
	if page, _, ok := strings.Cut(name, ": "); ok {
		return 2*len(order) + slices.Index(pagesInOrder, page)
	}
	i := slices.Index(order, name)
	if !strings.HasPrefix(name, "RFC 9110") {
		i += len(order)
	}
	return i
}
