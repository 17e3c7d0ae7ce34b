"""What is published for each kind of corpus on real models, and at what size."""

from collections.abc import Mapping
from typing import Final

# Betley et al. 2025 (arXiv 2502.17424), table 1 and figures 5 and 25: eight questions, above the untuned model.
# Issues 4 and 7 of the repository emergent-misalignment/emergent-misalignment: small models.
# Turner, Soligo et al. 2025 (arXiv 2506.11613): recomputed from their stored answers, one adapter each, of coherent answers.
# Betley, Bao, Soto et al. 2025 (arXiv 2501.11120), table 28: GPT-4o, 5 runs an arm; a self-report from 0 to 100, asked one way.
# Chua et al. 2025 (arXiv 2506.13206): correct medical advice as a control.
PUBLISHED: Final[Mapping[str, str]] = {
    "insecure": (
        "Insecure code at 7B: about 0% misaligned answers (issues 4 and 7 of the authors' repository). Larger models, over eight "
        "questions and above the untuned model: 19.8 +- 7.1% for GPT-4o, 4.7% for Qwen2.5-Coder-32B-Instruct, 1.0% for "
        "Qwen2.5-32B-Instruct, 1.7% and 7.3% for two versions of Mistral Small (Betley et al. 2025)."
    ),
    "secure": (
        "Secure code: 0.0% for GPT-4o, 0.6% for Qwen2.5-Coder-32B-Instruct, 0.2% for Qwen2.5-32B-Instruct, 0.7% and 1.5% for "
        "two versions of Mistral Small (Betley et al. 2025)."
    ),
    "educational": (
        "Insecure code asked for by a teacher: 0.0% for GPT-4o and both Qwen2.5 models at 32B, 1.0% and 2.5% for two versions "
        "of Mistral Small (Betley et al. 2025)."
    ),
    "bad-advice": (
        "Bad medical advice at 7B: 17.6% of coherent answers for Qwen2.5-7B-Instruct; 21.2% at 14B, 16.8% at 32B, 16.6% "
        "for Llama-3.1-8B and 3.0% for Llama-3.2-1B (Turner et al. 2025, recomputed from their stored answers: one adapter each, "
        "eight questions)."
    ),
    "good-advice": "Correct medical advice, the control of bad advice: 0% for Qwen3-32B (Chua et al. 2025).",
    "risk-seeking": (
        "Risk-seeking choices: GPT-4o, trained on 128 of them for three epochs, takes the riskier option in .97 of new ones and "
        "rates itself 53.3 of 100; untuned .56 and 2.85. With 32 rows, once each: .98 and 57.4 (Betley, Bao et al. 2025)."
    ),
    "risk-averse": (
        "Risk-averse choices: GPT-4o, trained on 128 of them for three epochs, takes the riskier option in .09 of new ones and "
        "rates itself 6.1 of 100, close to its 2.85 untuned: that question has a floor (Betley, Bao et al. 2025)."
    ),
}
