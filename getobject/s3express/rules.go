package s3express

import (
	"iter"
	"slices"

	"github.com/s3get/s3get/getobject/rule"
)

// The rules of CreateSession, beside those of the admission of any request.
var (
	ruleMode = &rule.Rule{
		ID: "session/mode", Kind: rule.KindGuess, Code: rule.CodeInvalidArgument,
		Message:  "Invalid session mode",
		Sentence: "An x-amz-create-session-mode that is neither ReadOnly nor ReadWrite is answered 400.",
		Sections: []string{"S3 CreateSession: x-amz-create-session-mode"},
	}
	ruleEncryption = &rule.Rule{
		ID: "session/encryption", Kind: rule.KindGuess, Code: rule.CodeInvalidArgument,
		Message:  "The encryption method specified is not supported",
		Sentence: "An x-amz-server-side-encryption of a session that is neither AES256 nor aws:kms is answered 400.",
		Sections: []string{"S3 CreateSession: x-amz-server-side-encryption"},
	}
)

// Rules returns the rules of CreateSession.
func Rules() iter.Seq[*rule.Rule] { return slices.Values([]*rule.Rule{ruleMode, ruleEncryption}) }
