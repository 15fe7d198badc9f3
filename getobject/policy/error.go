package policy

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"github.com/s3get/s3get/getobject/rule"
)

// A ParseError says where and why a document is no policy.
type ParseError struct {
	// Line and Column are the place, from 1. Columns are characters.
	Line, Column int

	// Path is the element, such as "Statement[2].Condition.StringEquals", or "" for the
	// document itself. Indexes are from 0, and an element without a list has none.
	Path string

	// Reason is what is wrong there.
	Reason string

	// Rule is the rule by which the document is refused, one of [Rules].
	Rule *rule.Rule
}

// Error returns the place and the reason, such as
// "policy: line 3, column 15: Statement[0].Effect: neither Allow nor Deny".
func (e *ParseError) Error() string {
	s := "policy: line " + strconv.Itoa(e.Line) + ", column " + strconv.Itoa(e.Column) + ": "
	if e.Path != "" {
		s += e.Path + ": "
	}
	return s + e.Reason
}

// faultAt makes the error of a place in a document.
func faultAt(document []byte, offset int, path, reason string) *ParseError {
	before := document[:min(offset, len(document))]
	line := bytes.LastIndexByte(before, '\n') + 1
	return &ParseError{
		Line:   bytes.Count(before, []byte("\n")) + 1,
		Column: utf8.RuneCount(before[line:]) + 1,
		Path:   path,
		Reason: reason,
		Rule:   ruleDocument,
	}
}
