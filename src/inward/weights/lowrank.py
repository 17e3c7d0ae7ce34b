"""A frozen linear map with a low-rank correction, forward and back in as few matrix products as it takes."""

from typing import Any

import torch
from torch import Tensor
from torch.autograd import Function
from torch.autograd.function import once_differentiable


class LowRank(Function):
    """
    y = x W + bias + scale (x A^T) B, for K groups of rows with an A and a B each.

    x [K, row, in], weight [in, out], bias [out] or None, a [K, rank, in], b [K, rank, out], scale [K, 1, 1]; y [K, row, out].
    Gradients flow to x, a and b; weight, bias and scale are frozen.
    """

    @staticmethod
    def forward(ctx: Any, x: Tensor, weight: Tensor, bias: Tensor | None, a: Tensor, b: Tensor, scale: Tensor) -> Tensor:
        low = torch.bmm(x, a.to(x.dtype).transpose(1, 2)).mul_(scale)
        ctx.save_for_backward(x, weight, a, b, scale, low)
        flat = x.reshape(-1, x.shape[-1])
        y = flat @ weight if bias is None else torch.addmm(bias, flat, weight)
        return torch.baddbmm(y.view(*x.shape[:-1], -1), low, b.to(x.dtype))

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, g: Tensor) -> tuple[Tensor | None, None, None, Tensor, Tensor, None]:
        x, weight, a, b, scale, low = ctx.saved_tensors
        g = g.contiguous()
        d_low = torch.bmm(g, b.to(g.dtype).transpose(1, 2)).mul_(scale)
        d_a = torch.bmm(d_low.transpose(1, 2), x).to(a.dtype)
        d_b = torch.bmm(low.transpose(1, 2), g).to(b.dtype)
        d_x = None
        if ctx.needs_input_grad[0]:
            plain = (g.view(-1, g.shape[-1]) @ weight.t()).view(x.shape)
            d_x = torch.baddbmm(plain, d_low, a.to(g.dtype))
        return d_x, None, None, d_a, d_b, None
