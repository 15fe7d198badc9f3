package sigv4

import (
	"iter"
	"slices"

	"github.com/s3get/s3get/getobject/rule"
)

// Rules returns the rules of signatures in the order in which they are asked.
func Rules() iter.Seq[*rule.Rule] { return slices.Values(rules[:]) }

var rules = [...]*rule.Rule{
	ruleSignatureTwice,
	ruleSignatureMechanisms,
	ruleSignatureVersion2,
	ruleSignatureAsymmetric,
	ruleAuthorizationBlank,
	ruleAuthorizationType,
	ruleAuthorizationPayloadMissing,
	ruleAuthorizationPayload,
	ruleAuthorizationDate,
	ruleAuthorizationYear,
	ruleAuthorizationSkew,
	ruleAuthorizationComponents,
	ruleAuthorizationCredential,
	ruleAuthorizationScopeDate,
	ruleAuthorizationRegionEmpty,
	ruleAuthorizationRegion,
	ruleAuthorizationService,
	ruleAuthorizationTerminal,
	ruleAuthorizationDay,
	rulePresignedAlgorithm,
	rulePresignedParameters,
	rulePresignedDate,
	rulePresignedExpires,
	rulePresignedNegative,
	rulePresignedWeek,
	rulePresignedEarly,
	rulePresignedExpired,
	rulePresignedCredential,
	rulePresignedScopeDate,
	rulePresignedRegionEmpty,
	rulePresignedRegion,
	rulePresignedService,
	rulePresignedTerminal,
	rulePresignedDay,
	ruleUnsignedHeaders,
	ruleAccessKey,
	ruleTokenMissing,
	ruleTokenMalformed,
	ruleTokenOther,
	ruleTokenExpired,
	ruleSignatureMismatch,
	ruleTokenUnexpected,
}
