package getobject

import "strings"

// maxHost is how long a Host field may be: a name of the domain name system, a colon and a
// port (RFC 1035 §2.3.4).
const maxHost = 255 + len(":65535")

// isHost reports whether s is what a Host field may have: nothing, or a name or an
// address with or without a port (RFC 9110 §7.2). A name has letters, digits, "-", "_",
// "~" and dots: RFC 3986 §3.2.2 also has percent-encoding and delimiters such as "," and
// "'", which no name of a server has. An address of version 6 stands in brackets.
func isHost(s string) bool {
	if len(s) > maxHost {
		return false
	}
	if literal, ok := strings.CutPrefix(s, "["); ok {
		address, port, closed := strings.Cut(literal, "]")
		return closed && consists(address, isAddressByte) && (port == "" || isPort(port))
	}
	if i := strings.IndexByte(s, ':'); i >= 0 {
		return consists(s[:i], isNameByte) && isPort(s[i:])
	}
	return s == "" || consists(s, isNameByte)
}

// isPort reports whether s is a colon and digits, of which there may be none.
func isPort(s string) bool {
	return s[0] == ':' && (len(s) == 1 || consists(s[1:], isDigit))
}

// consists reports whether s has a byte, and none of which ok is false.
func consists(s string, ok func(byte) bool) bool {
	for i := range len(s) {
		if !ok(s[i]) {
			return false
		}
	}
	return s != ""
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

func isNameByte(b byte) bool {
	return 'a' <= b|0x20 && b|0x20 <= 'z' || isDigit(b) || b == '-' || b == '.' || b == '_' || b == '~'
}

// isAddressByte has "%" for the zone of an address.
func isAddressByte(b byte) bool { return isNameByte(b) || b == ':' || b == '%' }
