// Package sections lists the sections of RFCs that this repository cites, with their
// titles. The pages of docs are made from the list, and a test of the architecture holds
// every citation to it.
package sections

import "iter"

// A Section is a section of an RFC that this repository cites.
type Section struct {
	RFC    int    // its number, such as 9110
	Number string // as it is cited, such as "13.1.2"
	Title  string // as the RFC prints it
}

// All returns all sections that are cited, in order. Whatever is cited elsewhere
// and is not here is a fault, and so is a section here that nothing cites.
func All() iter.Seq[Section] {
	return func(yield func(Section) bool) {
		for _, s := range list {
			if !yield(s) {
				return
			}
		}
	}
}

var list = [...]Section{
	{1035, "2.3.4", "Size limits"},
	{2047, "2", "Syntax of encoded-words"},
	{2047, "4.2", "The \"Q\" encoding"},
	{2047, "6.2", "Display of 'encoded-word's"},
	{2104, "2", "Definition of HMAC"},
	{3339, "5.6", "Internet Date/Time Format"},
	{3986, "2.3", "Unreserved Characters"},
	{3986, "3.2.2", "Host"},
	{3986, "5.2.4", "Remove Dot Segments"},
	{4648, "3.2", "Padding of Encoded Data"},
	{4648, "3.3", "Interpretation of Non-Alphabet Characters in Encoded Data"},
	{4648, "3.5", "Canonical Encoding"},
	{4648, "4", "Base 64 Encoding"},
	{5322, "4.3", "Obsolete Date and Time"},
	{8259, "3", "Values"},
	{9110, "5.2", "Field Lines and Combined Field Value"},
	{9110, "5.3", "Field Order"},
	{9110, "5.5", "Field Values"},
	{9110, "5.6.1", "Lists (#rule ABNF Extension)"},
	{9110, "5.6.1.2", "Recipient Requirements"},
	{9110, "5.6.2", "Tokens"},
	{9110, "5.6.3", "Whitespace"},
	{9110, "5.6.7", "Date/Time Formats"},
	{9110, "7.2", "Host and :authority"},
	{9110, "8.6", "Content-Length"},
	{9110, "8.8", "Validator Fields"},
	{9110, "8.8.1", "Weak versus Strong"},
	{9110, "8.8.2", "Last-Modified"},
	{9110, "8.8.2.2", "Comparison"},
	{9110, "8.8.3", "ETag"},
	{9110, "8.8.3.2", "Comparison"},
	{9110, "9.3.2", "HEAD"},
	{9110, "10.1.1", "Expect"},
	{9110, "11.1", "Authentication Scheme"},
	{9110, "11.6.2", "Authorization"},
	{9110, "12.5.5", "Vary"},
	{9110, "13.1", "Preconditions"},
	{9110, "13.1.1", "If-Match"},
	{9110, "13.1.2", "If-None-Match"},
	{9110, "13.1.3", "If-Modified-Since"},
	{9110, "13.1.4", "If-Unmodified-Since"},
	{9110, "13.1.5", "If-Range"},
	{9110, "13.2.2", "Precedence of Preconditions"},
	{9110, "14.1", "Range Units"},
	{9110, "14.1.1", "Range Specifiers"},
	{9110, "14.1.2", "Byte Ranges"},
	{9110, "14.2", "Range"},
	{9110, "14.3", "Accept-Ranges"},
	{9110, "14.4", "Content-Range"},
	{9110, "15.3.1", "200 OK"},
	{9110, "15.3.7", "206 Partial Content"},
	{9110, "15.4.2", "301 Moved Permanently"},
	{9110, "15.4.5", "304 Not Modified"},
	{9110, "15.5.6", "405 Method Not Allowed"},
	{9110, "15.5.13", "412 Precondition Failed"},
	{9110, "15.5.15", "414 URI Too Long"},
	{9110, "15.5.17", "416 Range Not Satisfiable"},
	{9110, "15.6.1", "500 Internal Server Error"},
	{9110, "15.6.4", "503 Service Unavailable"},
	{9112, "6.1", "Transfer-Encoding"},
	{9113, "6.5", "SETTINGS"},
	{9113, "6.9.2", "Initial Flow-Control Window Size"},
	{9113, "8.2.1", "Field Validity"},
	{9113, "8.3.1", "Request Pseudo-Header Fields"},
}
