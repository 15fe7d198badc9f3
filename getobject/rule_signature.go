package getobject

// signatureBase is where the rules of signatures begin, so that they can grow apart
// from the others.
const signatureBase Rule = 512

// The rules by which package sigv4 decides.
const (
	RuleSignatureMismatch Rule = iota + signatureBase

	signatureEnd
)

var signatureRules = [signatureEnd - signatureBase]ruleText{
	RuleSignatureMismatch - signatureBase: {id: "signature/mismatch", kind: Required, code: SignatureDoesNotMatch,
		message: "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
		sentence: "The signature is the one that the secret key gives for the request as it arrived.",
		sections: []string{"S3 SigV4: Calculating a signature"}},
}
