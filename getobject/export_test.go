package getobject

// The alphabets are what the tests of this folder see beside the exported names.
const (
	RequestAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	HostAlphabet    = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	HexAlphabet     = "0123456789abcdef"
)

// ResponseHeaders returns the rules of the table of response headers.
func ResponseHeaders() (names []string) {
	for i := range responseHeaders {
		names = append(names, responseHeaders[i].name)
	}
	return names
}
