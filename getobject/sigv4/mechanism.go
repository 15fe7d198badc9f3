package sigv4

import "github.com/s3get/s3get/getobject"

// A mechanism is a place where a request is signed.
type mechanism uint8

const (
	inHeader mechanism = iota
	inQuery
	unsigned
)

// Names of what carries a signature.
const (
	authorizationField = "Authorization"
	algorithmParam     = "X-Amz-Algorithm"
	version2Param      = "Signature"
)

// mechanismOf returns where r is signed. An Authorization line without text is none,
// unless the query is signed too: then nothing tells which of them is meant.
func mechanismOf(r *getobject.Request) (mechanism, error) {
	lines := r.Header[authorizationField]
	v4, v2 := r.Query.Has(algorithmParam), r.Query.Has(version2Param)
	switch {
	case len(lines) > 1:
		return unsigned, refuse(getobject.RuleSignatureTwice, "Header", authorizationField)
	case len(lines) == 1 && (v4 || v2):
		return unsigned, refuseAuthorization(getobject.RuleSignatureMechanisms, lines[0])
	case len(lines) == 1 && lines[0] != "":
		return inHeader, nil
	}
	return mechanismOfQuery(v4, v2)
}

// mechanismOfQuery returns where a request is signed whose query has the mark of version
// 4, of version 2, or of both, and whose header has none.
func mechanismOfQuery(v4, v2 bool) (mechanism, error) {
	switch {
	case v4 && v2:
		return unsigned, refuse(getobject.RuleSignatureMechanisms, "ArgumentName", authorizationField)
	case v2:
		return unsigned, refuse(getobject.RuleSignatureVersion2)
	case v4:
		return inQuery, nil
	}
	return unsigned, nil
}
